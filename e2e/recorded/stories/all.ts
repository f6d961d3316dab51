import type { Story } from "../story.ts";
import { afterTheRestore } from "./after-the-restore.ts";
import { beforeTheRestore } from "./before-the-restore.ts";
import { changesAndVerdicts } from "./changes-and-verdicts.ts";
import { absence } from "./absence.ts";
import { attestation } from "./attestation.ts";
import { holdsAndKeys } from "./holds-and-keys.ts";
import { history } from "./history.ts";
import { inspection } from "./inspection.ts";
import { comparison } from "./comparison.ts";
import { devices } from "./devices.ts";
import { diagnostics } from "./diagnostics.ts";
import { policy } from "./policy.ts";
import { releasesAndPeople } from "./releases-and-people.ts";
import { documents } from "./documents.ts";
import { feed } from "./feed.ts";
import { firstContact } from "./first-contact.ts";
import { loanLife } from "./loan-life.ts";
import { newOnly } from "./new-only.ts";
import { onePerson } from "./one-person.ts";
import { operator } from "./operator.ts";
import { outOfBand } from "./out-of-band.ts";
import { premiumAndAccount } from "./premium-and-account.ts";
import { quarantine } from "./quarantine.ts";
import { recoveryReport } from "./recovery-report.ts";

/** In the order in which they are told. Add at the end of a life, under a name that sorts there. */
export const stories: readonly Story[] = [firstContact, changesAndVerdicts, feed, documents, outOfBand, beforeTheRestore, newOnly, comparison, quarantine, loanLife, attestation, absence, premiumAndAccount, operator, history, inspection, devices, onePerson, policy, holdsAndKeys, releasesAndPeople, diagnostics, afterTheRestore, recoveryReport];
