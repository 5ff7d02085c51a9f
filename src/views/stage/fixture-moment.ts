/** The moment at which all fixtures stand. */
export const FIXTURE_NOW_US = 41_263_000;
