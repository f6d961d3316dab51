import { CfnOutput, Duration } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { ARecord, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import type { Construct } from "constructs";
import { watch } from "../constructs/alarms.ts";
import { logBucket } from "../constructs/log-bucket.ts";
import { publicBucket } from "../constructs/public-bucket.ts";
import type { PublicName } from "../constructs/public-distribution.ts";
import { releasesDistribution } from "../constructs/releases-distribution.ts";
import { verificationDistribution } from "../constructs/verification-distribution.ts";
import { GuichetStack } from "../guichet-stack.ts";
import { namesOf, type Placement } from "../placement.ts";
import type { PublicNameOfSite } from "../site.ts";
import type { DataStack } from "./data-stack.ts";

/**
 * What anybody may have: installers and their signed manifests, and the page of a verification. Kept in Paris, copied by CloudFront to wherever
 * they are asked for. Nothing of a client, and not the API, ever goes this way.
 */
export class EdgeStack extends GuichetStack {
  constructor(scope: Construct, placement: Placement, data: DataStack) {
    super(scope, "edge", placement, "Guichet: public files");
    const { environment, site } = placement;
    const names = namesOf(placement);
    const nameOf = (id: string, domain: string, given: PublicNameOfSite | undefined): PublicName | undefined =>
      given === undefined ? undefined : { domain, certificate: Certificate.fromCertificateArn(this, id, given.certificateArn), firewallArn: given.firewallArn };
    const logs = logBucket(this, "DownloadLogs", environment, true);
    const releases = publicBucket(this, "Releases", { environment, logs: data.accessLogs, prefix: "releases/" });
    const downloads = releasesDistribution(this, "Downloads", { bucket: releases, logs, name: nameOf("Certificate", names.releases, site.releases) });
    if (site.releases !== undefined) new ARecord(this, "Address", { zone: data.zone, recordName: names.releases, target: RecordTarget.fromAlias(new CloudFrontTarget(downloads)) });
    const page = publicBucket(this, "VerificationPage", { environment, logs: data.accessLogs, prefix: "verification/", bucketName: names.verificationBucket });
    const verification = verificationDistribution(this, "Verification", { bucket: page, logs, name: nameOf("VerificationCertificate", names.verification, site.verification), api: names.api });
    if (site.verification !== undefined) new ARecord(this, "VerificationRecord", { zone: data.zone, recordName: names.verification, target: RecordTarget.fromAlias(new CloudFrontTarget(verification)) });
    // CloudFront's own measures are in us-east-1, out of reach of an alarm here: what is watched is the buckets behind it.
    const failing = (bucket: string): Metric => new Metric({ namespace: "AWS/S3", metricName: "5xxErrors", dimensionsMap: { BucketName: bucket, FilterId: "EntireBucket" }, statistic: "Sum", period: Duration.minutes(5) });
    watch(this, data.alarms, {
      Releases: { metric: failing(releases.bucketName), over: 10, says: "The releases can't be read." },
      VerificationPage: { metric: failing(page.bucketName), over: 10, says: "The page of a verification can't be read." },
    });
    for (const bucket of [releases, page]) bucket.addMetric({ id: "EntireBucket" });
    new CfnOutput(this, "ReleasesBucket", { value: releases.bucketName });
    new CfnOutput(this, "DownloadsAddress", { value: site.releases === undefined ? downloads.distributionDomainName : names.releases });
    new CfnOutput(this, "VerificationBucket", { value: page.bucketName });
    new CfnOutput(this, "VerificationAddress", { value: site.verification === undefined ? verification.distributionDomainName : names.verification });
  }
}
