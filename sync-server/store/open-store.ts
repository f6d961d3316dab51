import type { Tracer } from "@opentelemetry/api";
import { migrate } from "./migrate.ts";
import { migrations as released } from "./migrations/all.ts";
import type { Migration } from "./migrations/migration.ts";
import { createPgliteDriver } from "./pglite.ts";
import { createPostgresDriver, type PostgresOptions } from "./postgres.ts";
import { absenceQueries } from "./queries/absences.ts";
import { anchorQueries } from "./queries/anchors.ts";
import { auditQueries } from "./queries/audit.ts";
import { bankRecoveryQueries } from "./queries/bank-recovery.ts";
import { branchKeyQueries } from "./queries/branch-keys.ts";
import { bucketQueries } from "./queries/buckets.ts";
import { centreActQueries } from "./queries/centre-acts.ts";
import { centreQueries } from "./queries/centre.ts";
import { diagnosticQueries } from "./queries/diagnostics.ts";
import { peopleQueries } from "./queries/people.ts";
import { releaseQueries } from "./queries/releases.ts";
import { deviceQueries } from "./queries/devices.ts";
import { directoryQueries } from "./queries/directory.ts";
import { documentQueries } from "./queries/documents.ts";
import { erasureQueries } from "./queries/erasure.ts";
import { holdQueries } from "./queries/holds.ts";
import { epochQueries } from "./queries/epochs.ts";
import { expiryQueries } from "./queries/expiry.ts";
import { feedQueries } from "./queries/feed.ts";
import { moveQueries } from "./queries/move-file.ts";
import { policyQueries } from "./queries/policies.ts";
import { proofQueries } from "./queries/proofs.ts";
import { logKeyQueries } from "./queries/log-keys.ts";
import { quarantineQueries } from "./queries/quarantine.ts";
import { runPush } from "./queries/push-transaction.ts";
import { recoveryQueries } from "./queries/recovery.ts";
import { recoveryKeyQueries } from "./queries/recovery-keys.ts";
import { replicaQueries } from "./queries/replicas.ts";
import { consistencyQueries } from "./queries/consistency.ts";
import { mailQueries } from "./queries/mail.ts";
import { reportingQueries } from "./queries/reporting.ts";
import { vitalsQueries } from "./queries/vitals.ts";
import { reportQueries } from "./queries/report.ts";
import { packQueries } from "./queries/scheme-packs.ts";
import { sealingQueries } from "./queries/sealing.ts";
import { fileHistoryQueries } from "./queries/file-history.ts";
import { oneFileQueries } from "./queries/one-file.ts";
import { verificationQueries } from "./queries/verification.ts";
import { readQueries } from "./queries/reads.ts";
import { wholeBankQueries } from "./queries/whole-bank.ts";
import type { StepPowers } from "./run-step.ts";
import { showServing } from "./serving.ts";
import type { SqlDriver } from "./sql.ts";
import type { Store } from "./store.ts";
import type { StoreMeter } from "./store-meter.ts";
import { traceDriver } from "./trace-driver.ts";

/** PGlite in `folder`, or in memory when none is given. @throws FolderBusy, and what `migrate` throws */
export const openPgliteStore = async ({ tracer, meter, ...options }: { readonly folder?: string } & Pick<OpenPowers, "tracer" | "meter">): Promise<Store> => openStore(await createPgliteDriver(options), { tracer, meter });

/** PostgreSQL 16 or later. The address is of an account that may become each of the roles, or make them. @throws what `migrate` throws */
export const openPostgresStore = async ({ onWait = () => {}, tracer, ...options }: PostgresOptions & Pick<OpenPowers, "onWait" | "tracer">): Promise<Store> => openStore(createPostgresDriver(options), { onWait, tracer, meter: options.meter });

export type OpenPowers = StepPowers & {
  /** The schema of this server, when it is not the released one. */
  readonly steps?: readonly Migration[];
  /** Without it nothing is traced. */
  readonly tracer?: Tracer | undefined;
  readonly meter?: StoreMeter | undefined;
};

/** Migrates, then answers the store. Owns the driver: closing the store, or failing to open it, closes it. */
export async function openStore(own: SqlDriver, { steps = released, tracer, meter, ...powers }: OpenPowers = {}): Promise<Store> {
  const driver = tracer === undefined ? own : traceDriver(own, tracer);
  const expectedSchema = steps.at(-1)?.version ?? 0;
  try {
    await migrate(driver, steps, powers);
  } catch (error) {
    await driver.close();
    throw error;
  }
  return {
    kind: driver.kind,
    ...centreQueries(driver),
    ...directoryQueries(driver),
    ...absenceQueries(driver),
    ...replicaQueries(driver),
    ...feedQueries(driver),
    ...moveQueries(driver),
    ...reportQueries(driver),
    ...reportingQueries(driver),
    ...vitalsQueries(driver),
    ...mailQueries(driver),
    ...consistencyQueries(driver),
    ...recoveryQueries(driver),
    ...bankRecoveryQueries(driver),
    ...documentQueries(driver),
    ...sealingQueries(driver),
    ...quarantineQueries(driver),
    ...branchKeyQueries(driver),
    ...bucketQueries(driver),
    ...oneFileQueries(driver),
    ...fileHistoryQueries(driver),
    ...verificationQueries(driver),
    ...centreActQueries(driver),
    ...expiryQueries(driver),
    ...auditQueries(driver),
    ...anchorQueries(driver),
    ...wholeBankQueries(driver),
    ...readQueries(driver),
    ...deviceQueries(driver),
    ...diagnosticQueries(driver),
    ...releaseQueries(driver),
    ...peopleQueries(driver),
    ...erasureQueries(driver),
    ...holdQueries(driver),
    ...recoveryKeyQueries(driver),
    ...policyQueries(driver),
    ...epochQueries(driver),
    ...proofQueries(driver),
    ...logKeyQueries(driver),
    ...packQueries(driver),
    push: (scope, work) => runPush(driver, scope, work, meter),
    listen: (hear) => driver.listen("guichet_news", hear, showServing(expectedSchema)),
    expectedSchema,
    close: driver.close,
  };
}
