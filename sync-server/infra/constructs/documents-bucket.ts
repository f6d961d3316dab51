import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Bucket, StorageClass, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { namesOf, type Placement } from "../placement.ts";
import { lockedBucketProps } from "./locked-bucket.ts";

/**
 * Clients' documents. Each version is locked for as long as the database can be taken back, so that a restored file finds its
 * documents; how long the law keeps a document is the application's to say, and longer.
 */
export function documentsBucket(scope: Construct, id: string, placement: Placement, key: IKey, logs: IBucket): Bucket {
  const { environment } = placement;
  const { lock, lockDays, formerVersionDays } = environment.documents;
  return new Bucket(scope, id, {
    ...lockedBucketProps(placement, { name: namesOf(placement).documentsBucket, lock, lockDays, key, logs, logged: "documents" }),
    lifecycleRules: [{
      abortIncompleteMultipartUploadAfter: Duration.days(1),
      noncurrentVersionExpiration: Duration.days(formerVersionDays),
      ...(environment.protectedData ? { transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(120) }] } : {}),
    }],
  });
}
