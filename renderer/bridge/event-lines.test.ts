import { expect, test } from "vitest";
import { createEventReader } from "./event-lines.ts";

test("events are read whole, however the stream is cut", () => {
  const stream = 'event: sync.status\r\ndata: {"a":1}\r\n\r\n: still here\n\nevent: files.changed\ndata: ["x"]\n\n';
  for (let size = 1; size <= stream.length; size += 1) {
    const read = createEventReader();
    const events = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) => read(stream.slice(i * size, (i + 1) * size))).flat();
    expect(events, `cut every ${size}`).toEqual([{ name: "sync.status", data: '{"a":1}' }, { name: "files.changed", data: '["x"]' }]);
  }
});
