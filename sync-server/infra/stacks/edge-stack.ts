import { CfnOutput, Duration, RemovalPolicy } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { ARecord, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { watch } from "../constructs/alarms.ts";
import { logBucket } from "../constructs/log-bucket.ts";
import { releasesDistribution } from "../constructs/releases-distribution.ts";
import { GuichetStack } from "../guichet-stack.ts";
import { namesOf, type Placement } from "../placement.ts";
import type { DataStack } from "./data-stack.ts";

/**
 * What anybody may have: installers and their signed manifests. Kept in Paris, copied by CloudFront to wherever they are asked for.
 * Nothing of a client, and not the API, ever goes this way.
 */
export class EdgeStack extends GuichetStack {
  constructor(scope: Construct, placement: Placement, data: DataStack) {
    super(scope, "edge", placement, "Guichet: public files");
    const { environment, site } = placement;
    const names = namesOf(placement);
    const removalPolicy = environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const releases = new Bucket(this, "Releases", {
      encryption: BucketEncryption.S3_MANAGED, // public files: what matters is that they are signed
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: data.accessLogs,
      serverAccessLogsPrefix: "releases/",
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1), noncurrentVersionExpiration: Duration.days(365) }],
      removalPolicy,
    });
    const distribution: Distribution = releasesDistribution(this, "Downloads", {
      bucket: releases,
      logs: logBucket(this, "DownloadLogs", environment, true),
      ...(site.releases === undefined ? {} : { name: { domain: names.releases, certificate: Certificate.fromCertificateArn(this, "Certificate", site.releases.certificateArn), firewallArn: site.releases.firewallArn } }),
    });
    if (site.releases !== undefined) new ARecord(this, "Address", { zone: data.zone, recordName: names.releases, target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)) });
    // CloudFront's own measures are in us-east-1, out of reach of an alarm here: what is watched is the bucket behind it.
    watch(this, data.alarms, {
      Releases: { metric: new Metric({ namespace: "AWS/S3", metricName: "5xxErrors", dimensionsMap: { BucketName: releases.bucketName, FilterId: "EntireBucket" }, statistic: "Sum", period: Duration.minutes(5) }), over: 10, says: "The releases can't be read." },
    });
    releases.addMetric({ id: "EntireBucket" });
    new CfnOutput(this, "ReleasesBucket", { value: releases.bucketName });
    new CfnOutput(this, "DownloadsAddress", { value: site.releases === undefined ? distribution.distributionDomainName : names.releases });
  }
}
