/** Delivery */
export function DeliveryPath() {
  return <p role="status">Nothing is delivered yet.</p>;
}
