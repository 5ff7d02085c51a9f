/** The data sets that ship with the app. */
import type { ShippedDataset } from './shipped-dataset.ts';
import { wildlifeStrikes } from './wildlife-strikes.ts';

export const shippedDatasets: ShippedDataset[] = [wildlifeStrikes];
