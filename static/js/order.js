// Puts the frames of numbered streams in order. Pure: no DOM, no clock, no network.
//
// A stream's numbers rise by one. A frame that was seen is dropped, one that comes early is kept until the hole before it is
// filled. "desk" is different: each of its frames is a whole picture, so the newest one wins and holes do not matter.
export class Order {
  constructor(last) {
    this.last = new Map(Object.entries(last));
    this.early = new Map();
  }

  // The frames that can be shown now, in order.
  take(frame) {
    const last = this.last.get(frame.stream) ?? 0;
    if (frame.stream === "desk") return frame.seq < last ? [] : this.#advance(frame, new Map());
    if (frame.seq <= last) return [];
    if (frame.seq === last + 1) return this.#advance(frame, this.#waiting(frame.stream));
    this.#waiting(frame.stream).set(frame.seq, frame);
    return [];
  }

  #waiting(stream) {
    if (!this.early.has(stream)) this.early.set(stream, new Map());
    return this.early.get(stream);
  }

  #advance(frame, waiting) {
    const ready = [];
    for (let next = frame; next; next = waiting.get(next.seq + 1)) {
      ready.push(next);
      this.last.set(next.stream, next.seq);
      waiting.delete(next.seq);
    }
    return ready;
  }

  hasHole(stream) {
    return (this.early.get(stream)?.size ?? 0) > 0;
  }

  // Streams whose true end, as the server's beat tells it, is beyond what was shown.
  behind(tails) {
    return Object.keys(tails).filter((stream) => tails[stream] > (this.last.get(stream) ?? 0));
  }
}
