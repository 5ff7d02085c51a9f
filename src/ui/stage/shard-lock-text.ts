/** Why the menu's items of resharding stand still; null where none does. */
export function lockedText(whySplit: string | null, whyMerge: string | null): string | null {
  if (whySplit !== null && whySplit === whyMerge) return `Split and merge are locked. ${whySplit}`;
  const parts = [whySplit === null ? '' : `Split is locked. ${whySplit}`, whyMerge === null ? '' : `Merge is locked. ${whyMerge}`];
  return parts.join(' ').trim() || null;
}
