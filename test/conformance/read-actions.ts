/** The source of each action, and what its head comment says: the link, what is modelled, simplified and recorded. */
import { readSources, type SourceFile } from '../tidy/source.ts';

const FOLDER = 'src/engine/kinesis/actions/';

export const engineSources: readonly SourceFile[] = readSources(['src/engine'], ['.ts']);
export const sourceAt = (path: string): SourceFile | undefined => engineSources.find((file) => file.path === path);

/** `GetRecords` in `get-records.ts`. */
export function sourceOf(action: string): SourceFile {
  const file = sourceAt(`${FOLDER}${action.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.ts`);
  if (file === undefined) throw new Error(`${action} has no file in ${FOLDER}.`);
  return file;
}

export interface HeadComment {
  link: string;
  modelled: string[];
  simplified: string[];
  recorded: string[];
}

const LINK = /https:\/\/docs\.aws\.amazon\.com\/\S+/;
const NEIGHBOUR = /See ([a-z-]+\.ts)\.?/;

export function headComment(action: string): HeadComment {
  const text = commentOf(sourceOf(action));
  const link = LINK.exec(text)?.[0];
  if (link === undefined || !text.startsWith(`${action}.`))
    throw new Error(`The head comment of ${action} must begin with its name and link to its page.`);
  const neighbour = NEIGHBOUR.exec(text)?.[1];
  const own = text
    .slice(action.length + 1)
    .replace(link, '')
    .replace(NEIGHBOUR, '');
  const more = neighbour === undefined ? '' : commentOf(sourceAt(`src/engine/kinesis/${neighbour}`)!).replace(LINK, '');
  return { link, ...sorted(`${own} ${more}`) };
}

/** The first comment of a file as one line of text. */
function commentOf({ path, text }: SourceFile): string {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(text)?.[1];
  if (comment === undefined) throw new Error(`${path} has no head comment.`);
  return comment
    .replaceAll(/\s*\n \*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What follows "Simplified:" is simplified; a sentence that says "recorded" is a recorded fact; the rest is modelled. */
function sorted(text: string): Omit<HeadComment, 'link'> {
  const [said, ...simplified] = text.split('Simplified:');
  const sentences = sentencesOf(said);
  const isRecorded = (sentence: string): boolean => /\brecorded\b/.test(sentence);
  return {
    modelled: sentences.filter((sentence) => !isRecorded(sentence)),
    simplified: simplified.flatMap(sentencesOf).map(capitalised),
    recorded: sentences.filter(isRecorded).map((sentence) => capitalised(sentence.replace(/,? ?\(?(as )?recorded\)?(?=[.;]?$)/, ''))),
  };
}

const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+(?=[A-Z"`])/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\w/.test(sentence));

const capitalised = (text: string): string => text[0].toUpperCase() + text.slice(1);
