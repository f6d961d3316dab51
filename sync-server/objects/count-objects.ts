import { ObjectsAway, type ObjectStore } from "./object-store.ts";

/** How one piece of work of the documents' store ended. */
export type ObjectsEnd = "done" | "away";

/** The same store; each piece of work is counted by how it ended. */
export function countObjects(objects: ObjectStore, count: (how: ObjectsEnd) => void): ObjectStore {
  const counted = <Given extends readonly unknown[], T>(work: (...given: Given) => Promise<T>) => async (...given: Given): Promise<T> => {
    try {
      const answer = await work(...given);
      count("done");
      return answer;
    } catch (error) {
      if (error instanceof ObjectsAway) count("away");
      throw error;
    }
  };
  return {
    kind: objects.kind, close: objects.close,
    // Made here, without asking anybody: that it succeeds says nothing.
    addressForPart: objects.addressForPart, addressForReading: objects.addressForReading,
    putPart: counted(objects.putPart), listParts: counted(objects.listParts), readPart: counted(objects.readPart), dropParts: counted(objects.dropParts), put: counted(objects.put), read: counted(objects.read), eraseFile: counted(objects.eraseFile),
  };
}
