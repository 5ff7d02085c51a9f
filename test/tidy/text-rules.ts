/** What must not be left lying in any text of the project. */
import type { SourceFile, Violation } from './source.ts';

/** Written in pieces, so that this file does not find itself. */
const RULES: { pattern: RegExp; message: string; only?: RegExp }[] = [
  {
    pattern: new RegExp(`\\b(${['TO', 'FIX', 'X'].map((head, i) => head + ['DO', 'ME', 'XX'][i]).join('|')})\\b`),
    message: 'leaves something to do',
  },
  {
    pattern: /\b(?:test|it|describe|suite|bench)(?:\.\w+)*\.(?:only|skip|fixme|todo|skipIf|runIf|fails)\b/,
    message: 'leaves a test out or runs it alone',
    only: /\.(test|spec)\.tsx?$/,
  },
  {
    pattern: new RegExp(`(?<![\\w.])/(?:${['work', 'tmp', 'home', 'root', 'Users'].join('|')})/\\w`),
    message: 'names a path of one machine',
  },
  { pattern: /\b[A-Z]:\\+Users\b/, message: 'names a path of one machine' },
  {
    pattern: new RegExp(
      `https?://(?:registry|npm|artifactory|nexus)[\\w.-]*|\\b(?:registry|npm|pkgs)\\.[\\w-]+\\.[a-z]{2,}\\b|"re(?:solved)"`,
      'i',
    ),
    message: 'names a package registry or a download address of a package',
  },
];

export function checkText(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) =>
    RULES.flatMap(({ pattern, message, only }) => {
      if (only && !only.test(file.path)) return [];
      const line = file.text.split('\n').findIndex((text) => pattern.test(text));
      return line < 0 ? [] : [{ path: `${file.path}:${line + 1}`, message }];
    }),
  );
}
