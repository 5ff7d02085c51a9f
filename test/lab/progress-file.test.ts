import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openProgressFile, progressFileName, readProgressFile, writeProgressFile } from '../../src/lab/progress/progress-file.ts';
import { isOneSentence } from './one-sentence.ts';
import { answer, arbitraryDeeds, NOON, place, result } from './progress-facts.ts';

const PROGRESS = {
  results: [result()],
  answers: [answer()],
  lessons: { reading: NOON },
  places: { reading: place() },
  solutionsSeen: ['hot-key:1'],
  exam: null,
};

const forge = (progress: unknown, envelope: object = {}) =>
  JSON.stringify({ format: 'kinelab-progress', version: 1, progress, ...envelope });

function refusalOf(text: string): string {
  const reading = readProgressFile(text);
  const sentence = reading.ok ? 'It was taken.' : reading.sentence;
  expect(sentence.replaceAll(/(?<=[a-z])\.(?=\d|[a-z])/g, '/')).toSatisfy(isOneSentence);
  return sentence;
}

describe('a progress file', () => {
  it('gives back any progress', () => {
    fc.assert(
      fc.property(arbitraryDeeds, (deeds) => {
        expect(readProgressFile(writeProgressFile(deeds))).toEqual({ ok: true, deeds });
      }),
    );
  });

  it('carries nothing of how this browser keeps it', () => {
    const text = writeProgressFile({ ...PROGRESS, isLoaded: true, trouble: 'full' } as typeof PROGRESS);
    expect(Object.keys(JSON.parse(text).progress)).toEqual(['results', 'answers', 'lessons', 'places', 'solutionsSeen', 'exam']);
  });

  it('is named after the day', () => {
    expect(progressFileName(NOON)).toBe('kinelab-progress-2026-11-20.json');
  });

  it.each([
    ['', 'it is not JSON'],
    ['id,name\n1,a', 'it is not JSON'],
    [forge(PROGRESS).slice(0, -20), 'it is not JSON, or it is cut off'],
    ['[]', 'it is not progress of Kinelab'],
    ['null', 'it is not progress of Kinelab'],
    [JSON.stringify({ format: 'kinelab-run', version: 1 }), 'it holds a run'],
    [forge(PROGRESS, { version: 2 }), 'version 2'],
    [forge(PROGRESS, { version: '1' }), 'does not say which version'],
    [forge(undefined), 'outermost'],
    [forge({ ...PROGRESS, results: [result(), { ...result(), stars: 4 }] }), 'results.1.stars'],
    [forge({ ...PROGRESS, results: [{ ...result(), hints: -1 }] }), 'results.0.hints'],
    [forge({ ...PROGRESS, answers: [{ ...answer(), topic: 'cooking' }] }), 'answers.0.topic'],
    [forge({ ...PROGRESS, answers: [{ ...answer(), atEpochMs: 1e300 }] }), 'answers.0.atEpochMs'],
    [forge({ ...PROGRESS, answers: [{ ...answer(), template: '<img>' }] }), 'answers.0.template'],
    [forge({ ...PROGRESS, places: { reading: { ...place(), committed: 'x' } } }), 'places.reading.committed'],
    [forge({ ...PROGRESS, places: { firehose: place() } }), 'places'],
    [forge({ ...PROGRESS, solutionsSeen: ['../x'] }), 'solutionsSeen.0'],
    [forge({ ...PROGRESS, exam: { date: 'soon', setEpochMs: 1 } }), 'exam.date'],
    [forge({ ...PROGRESS, unlocked: true }), 'unlocked'],
  ])('is refused in a sentence: %#', (text, reason) => {
    expect(refusalOf(text)).toContain(reason);
  });

  it('may be older than the places in lessons', () => {
    const { places: _, ...older } = PROGRESS;
    expect(readProgressFile(forge(older))).toEqual({ ok: true, deeds: { ...PROGRESS, places: {} } });
  });

  it('is refused by its size before it is read', async () => {
    const file = new File(['{}'], 'large.json');
    Object.defineProperty(file, 'size', { value: 4 * 1_048_576 + 1 });
    expect(await openProgressFile(file)).toEqual({ ok: false, sentence: expect.stringContaining('larger than 4 MiB') });
  });
});
