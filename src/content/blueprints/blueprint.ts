/** A function that is ready to be put into a delivery stream, and changed there. */
export interface Blueprint {
  id: string;
  title: string;
  /** What it does to which records. */
  about: string;
  code: string;
  /** It is wrong on purpose. */
  isBroken: boolean;
}
