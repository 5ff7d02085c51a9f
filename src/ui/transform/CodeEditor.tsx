/** JavaScript in an editor: CodeMirror, in the page's own colours. Tab indents; after Escape it leaves. */
import { useEffect, useRef } from 'react';
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { editorLook } from './editor-look.ts';
import styles from './transform.module.css';

interface CodeEditorProps {
  code: string;
  /** Marked at its line. */
  problem: { line: number; message: string } | null;
  onChange(code: string): void;
}

/** The dialog around it would close: here Escape only sets Tab free. */
const keepEscape = EditorView.domEventHandlers({
  keydown: (event) => {
    if (event.key === 'Escape') event.stopPropagation();
    return false;
  },
});

export function CodeEditor({ code, problem, onChange }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const changed = useRef(onChange);
  /** What it opens with is no change: undoing goes back to it, not to an empty function. */
  const begun = useRef(code);
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);
  useEffect(() => {
    const view = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: begun.current,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          javascript(),
          editorLook,
          keepEscape,
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorState.tabSize.of(2),
          EditorView.contentAttributes.of({ 'aria-label': 'Code of the function', spellcheck: 'false' }),
          EditorView.updateListener.of(({ docChanged, state }) => docChanged && changed.current(state.doc.toString())),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
  }, []);
  useEffect(() => {
    const view = editor.current!;
    if (view.state.doc.toString() !== code) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } });
  }, [code]);
  useEffect(() => {
    const view = editor.current!;
    view.dispatch(setDiagnostics(view.state, problem === null ? [] : [diagnosticOf(view.state, problem)]));
  }, [problem]);
  return <div className={styles.editor} ref={place} />;
}

function diagnosticOf({ doc }: EditorState, { line, message }: { line: number; message: string }): Diagnostic {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return { from, to, severity: 'error', message };
}
