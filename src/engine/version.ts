/** Goes into every recipe: a run is reproduced by the engine that made it. Raised when the same recipe gives another history. */
export const ENGINE_VERSION = '0.3.0';
