import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { ReleaseRules } from "../../shared/release/bank-rules.ts";
import type { ReleasesAnswer } from "../../shared/sync/release-messages.ts";
import type { Desk } from "./desk.ts";

/** How the bank's workstations stand with releases, and whom other rules would reach. */
export const readReleases = (desk: Desk, preview?: ReleaseRules): Promise<Result<ReleasesAnswer, CodedError>> => desk.attempt("releases.read", preview === undefined ? {} : { preview });
