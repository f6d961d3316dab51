import { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, BucketEncryption, ObjectLockRetention, ObjectOwnership, type BucketProps, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Placement } from "../placement.ts";

export type LockedBucket = { readonly name: string; readonly lock: "compliance" | "governance"; readonly lockDays: number; readonly key: IKey; readonly logs: IBucket; /** Of its access logs, without the slash. */ readonly logged: string };

/** What every bucket has whose objects nobody may change: each version locked, encrypted by our key, reached over TLS 1.2 by its owner's roles alone, its accesses logged. */
export function lockedBucketProps({ environment }: Placement, { name, lock, lockDays, key, logs, logged }: LockedBucket): BucketProps {
  const duration = Duration.days(lockDays);
  return {
    bucketName: name,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    versioned: true,
    objectLockEnabled: true,
    objectLockDefaultRetention: lock === "compliance" ? ObjectLockRetention.compliance(duration) : ObjectLockRetention.governance(duration),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: `${logged}/`,
    removalPolicy: environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  };
}
