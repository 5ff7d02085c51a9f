/** Delivery streams that are gone, and what went with them: once they are gone no view has a balance to show. */
import { useLabState } from '../use-lab.ts';
import { deletedStreams } from './deleted-streams.ts';

export function DeletedStreams() {
  const events = useLabState((state) => state.events);
  // The array stays the same one; what has happened of it by this moment does not.
  const happened = useLabState((state) => state.seq);
  return deletedStreams(events, happened).map(({ seq, sentence }) => <p key={seq}>{sentence}</p>);
}
