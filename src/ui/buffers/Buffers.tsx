/** Buffers */
export function Buffers() {
  return <p role="status">Nothing is delivered yet.</p>;
}
