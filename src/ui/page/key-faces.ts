/** What stands on the keys of this machine. */
const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

export const UNDO_FACE = isApple ? '⌘ Z' : 'Ctrl Z';
export const REDO_FACE = isApple ? '⌘ Shift Z' : 'Ctrl Shift Z';
export const REDO_OTHER_FACE = 'Ctrl Y';
