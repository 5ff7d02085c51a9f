/** Whether a text is one plain sentence: it begins as one, ends with the only full stop that ends anything, and names no machine's words. */
export function isOneSentence(text: string): boolean {
  return /^[A-Z]/.test(text) && /[^\s.]\.$/.test(text) && !/[.!?]\s/.test(text) && !/\n|undefined|null|\[object/.test(text);
}
