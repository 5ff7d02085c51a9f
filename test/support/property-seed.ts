/** Property tests draw the same cases on every machine; `KINELAB_SEED=7 npm run test:unit` draws others. A failure prints its own seed and path. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.KINELAB_SEED ?? 20_261_120) });
