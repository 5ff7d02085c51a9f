/** The editor in the page's tokens, light and dark alike. */
import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';

const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--panel)', fontSize: 'var(--text)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-gutters': { color: 'var(--ink-2)', backgroundColor: 'var(--panel)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--sunken) 60%, transparent)' },
  '&.cm-focused .cm-selectionBackground, ::selection': { backgroundColor: 'var(--accent-wash)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-wash)', outline: '1px solid var(--accent)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--limit)', textUnderlineOffset: '3px' },
  '.cm-lint-marker-error': { content: 'normal', color: 'var(--limit-ink)', fontWeight: '700', textAlign: 'center' },
  '.cm-lint-marker-error::before': { content: '"✕"' },
  '.cm-tooltip': { color: 'var(--ink)', backgroundColor: 'var(--panel)', border: '1px solid var(--line-strong)' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--limit)' },
});

/** The colours of the editor's default style, in tokens; what is not named is ink. */
const COLOURS: Record<string, string> = {
  '#708': 'var(--accent)',
  '#219': 'var(--limit-ink)',
  '#164': 'var(--limit-ink)',
  '#a11': 'var(--good-ink)',
  '#e40': 'var(--good-ink)',
  '#940': 'var(--ink-2)',
};
const words = defaultHighlightStyle.specs.map(({ tag, color }) => ({ tag, color: COLOURS[String(color)] ?? 'var(--ink)' }));

export const editorLook = [theme, syntaxHighlighting(HighlightStyle.define(words))];
