import fc from 'fast-check';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { QR_BYTES_MAX, qrCode, qrLevel, qrPath, QUIET_ZONE } from '../../src/ui/share/qr.ts';
import { whatItHolds } from '../../src/ui/share/what-it-holds.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';

/** The modules that a path of rectangles covers. */
function painted(path: string, size: number): boolean[][] {
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)) {
    expect(back).toBe(x);
    for (let i = 0; i < Number(width); i++) modules[Number(y)][Number(x) + i] = true;
  }
  return modules;
}

describe('a QR code', () => {
  it('is that of the encoder, with a quiet zone of four light modules', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 400 }), (text) => {
        const code = qrCode(text)!;
        expect(painted(qrPath(code), code.size)).toEqual(encode(text, { ecc: code.level, border: QUIET_ZONE }).data);
        const inside = code.modules.slice(QUIET_ZONE, -QUIET_ZONE).map((row) => row.slice(QUIET_ZONE, -QUIET_ZONE));
        expect(code.modules.flat().filter(Boolean)).toHaveLength(inside.flat().filter(Boolean).length);
        expect(inside[0].slice(0, 8)).toEqual([true, true, true, true, true, true, true, false]);
      }),
      { numRuns: 30 },
    );
  });

  it('gives up strictness as the text grows, and ends where the standard ends', () => {
    expect([1, 300, 301, 1200, 1201, 2953, 2954].map(qrLevel)).toEqual(['Q', 'Q', 'M', 'M', 'L', 'L', null]);
    expect(qrCode('a'.repeat(QR_BYTES_MAX))).toMatchObject({ level: 'L', size: 177 + 2 * QUIET_ZONE });
    expect(qrCode('a'.repeat(QR_BYTES_MAX + 1))).toBeNull();
    expect(qrCode('ü'.repeat(QR_BYTES_MAX / 2 + 1))).toBeNull();
  });
});

describe('what a link holds', () => {
  const remove = { at: 0, command: { type: 'remove-producer' as const, id: 'a' } };
  const run: RunRecipe = { engineVersion: '0.2.0', scenario: 'first-light', seed: '7f3a', commands: [], untilUs: 41_263_000, datasets: [] };

  it.each<[Partial<RunRecipe>, string]>([
    [{}, 'Branch ‘Main’, no commands, at 00:41.263.'],
    [{ commands: [remove] }, 'Branch ‘Main’, 1 command, at 00:41.263.'],
    [{ commands: [remove, remove, remove], momentUs: 12_300_000 }, 'Branch ‘Main’, 3 commands, at 00:12.300 of 00:41.263.'],
    [
      { momentUs: 0, selection: { kind: 'shard', id: 'shardId-000000000002' } },
      'Branch ‘Main’, no commands, at 00:00.000 of 00:41.263, with shard 2 selected.',
    ],
    [{ selection: { kind: 'key', label: 'FR' } }, 'Branch ‘Main’, no commands, at 00:41.263, with partition key FR selected.'],
    [
      { selection: { kind: 'consumer', id: 'fraud-scoring' } },
      'Branch ‘Main’, no commands, at 00:41.263, with consumer fraud-scoring selected.',
    ],
    [
      { selection: { kind: 'record', shardId: 'shardId-000000000011', position: 7 } },
      'Branch ‘Main’, no commands, at 00:41.263, with a record of shard 11 selected.',
    ],
  ])('%o', (members, words) => {
    expect(whatItHolds({ ...run, ...members }, 'Main')).toBe(words);
  });
});
