import { z } from "zod";
import { isUuid } from "../kernel/ids.ts";

export const SEGMENT_VERSION = 1;
export const SEGMENT_INFO = "guichet-segment-1";
/** A file of a shared folder that is larger is not ours: 2 MiB of JSON, compressed or not, in base 64. */
export const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;

const uuid = z.custom<string>(isUuid, "not a lower-case uuid");

/** One file of a branch's shared folder ([OB11]): a signed push that only those who hold the branch's key can read. */
export const segmentSchema = z.object({
  guichet: z.literal("segment"), v: z.literal(SEGMENT_VERSION), branch: uuid, /** Which key of the branch. */ key: uuid,
  /** Of the key of this file alone: 32 random bytes. */
  salt: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** AES-256-GCM, tag last, of the compressed content. */
  box: z.string().regex(/^[A-Za-z0-9_-]{22,}$/),
});
export type Segment = z.infer<typeof segmentSchema>;

/** Bound to the box by the cipher. */
export const segmentHeadText = ({ branch, key, salt }: Omit<Segment, "box">): string => [SEGMENT_INFO, branch, key, salt].join("\n");

/** Whose changes a file holds, from its name alone: what is known already need not be read. The name is a hint; the content is what counts. */
export type SegmentName = { readonly replica: string; readonly first: number; readonly last: number };

export const segmentName = ({ replica, first, last }: SegmentName): string => `guichet-${replica}-${digits(first)}-${digits(last)}.segment`;

export function parseSegmentName(name: string): SegmentName | undefined {
  const { replica, first, last } = NAME.exec(name)?.groups ?? {};
  if (replica === undefined || !isUuid(replica) || Number(first) < 1 || Number(last) < Number(first)) return undefined;
  return { replica, first: Number(first), last: Number(last) };
}

const NAME = /^guichet-(?<replica>[0-9a-f-]{36})-(?<first>\d{12})-(?<last>\d{12})\.segment$/;
const digits = (seq: number): string => String(seq).padStart(12, "0");
