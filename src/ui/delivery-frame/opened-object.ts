/** An object that another view asks the bucket browser to open: handed over once. */
import type { Lab } from '../../lab/lab.ts';

export interface OpenedObject {
  bucket: string;
  key: string;
}

let asked: OpenedObject | null = null;

/** Goes to the bucket browser, which takes the object up when it is mounted. */
export function openObject(lab: Lab, object: OpenedObject): void {
  asked = object;
  lab.store.setState({ view: 'bucket' });
}

/** What was asked for, once; null where nothing is. */
export function takeOpenedObject(): OpenedObject | null {
  const object = asked;
  asked = null;
  return object;
}
