import { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { namesOf, type Placement } from "../placement.ts";

/**
 * Parts of documents on their way. Nothing is kept here: a part goes once its document is whole, and what was never finished after a week,
 * by when a workstation that comes back sends it again. So it is apart from the documents, which are locked.
 */
export function partsBucket(scope: Construct, id: string, placement: Placement, key: IKey, logs: IBucket): Bucket {
  return new Bucket(scope, id, {
    bucketName: namesOf(placement).partsBucket,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    versioned: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: "parts/",
    lifecycleRules: [{ expiration: Duration.days(7), noncurrentVersionExpiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: placement.environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
