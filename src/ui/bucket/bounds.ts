/** How much of an object is shown; all of it can be downloaded. */
export const TEXT_LIMIT_BYTES = 256 * 1024;
export const HEX_LIMIT_BYTES = 4096;
