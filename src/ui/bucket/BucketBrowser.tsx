/** Bucket */
export function BucketBrowser() {
  return <p role="status">Nothing is delivered yet.</p>;
}
