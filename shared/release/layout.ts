import { MANIFEST_NAME, SIGNATURE_NAME, type ReleaseFileName } from "./file-name.ts";
import type { Channel } from "./manifest.ts";
import type { Version } from "./version.ts";

/**
 * Where a release lies, under the base address or the bucket's prefix: a file once and for ever under its version, whatever the channel;
 * a manifest and its signature in the channel's folder, the only two objects that are ever replaced. A folder on disk is flat instead.
 */
export const manifestPath = (channel: Channel): string => `${channel}/${MANIFEST_NAME}`;
export const signaturePath = (channel: Channel): string => `${channel}/${SIGNATURE_NAME}`;
export const filePath = (version: Version, name: ReleaseFileName): string => `files/${version}/${name}`;
