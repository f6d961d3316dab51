/** One event of a stream: its name and its data, still as text. */
export type StreamEvent = { readonly name: string; readonly data: string };

/** Cuts a stream of text into events: blocks of `event:` and `data:` lines ended by an empty line. Keeps what is not ended yet. */
export function createEventReader(): (chunk: string) => readonly StreamEvent[] {
  let rest = "";
  return (chunk) => {
    const blocks = `${rest}${chunk.replaceAll("\r", "")}`.split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap(readBlock);
  };
}

function readBlock(block: string): readonly StreamEvent[] {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  return data.length === 0 ? [] : [{ name, data: data.join("\n") }];
}
