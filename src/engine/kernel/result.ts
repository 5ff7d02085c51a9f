/** The outcome of something that may be refused: refusals are values, not exceptions. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };
