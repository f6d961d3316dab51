import { Duration, Tags } from "aws-cdk-lib";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import { Peer, Port, SecurityGroup, type ISecurityGroup } from "aws-cdk-lib/aws-ec2";
import { ApplicationLoadBalancer, ApplicationProtocol, ApplicationTargetGroup, DesyncMitigationMode, IpAddressType, ListenerAction, Protocol, SslPolicy, TargetGroupLoadBalancingAlgorithmType, TargetType } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { ARecord, RecordTarget, type IPublicHostedZone } from "aws-cdk-lib/aws-route53";
import { LoadBalancerTarget } from "aws-cdk-lib/aws-route53-targets";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import { namesOf, SERVER_PORT, type Placement } from "../placement.ts";
import type { Network } from "./network.ts";

/** A pod that stops answering new work for this long still gets what it was given: longer than its own draining. */
export const DEREGISTRATION_SECONDS = 30;

/** The one open door: HTTPS on 443, and TLS again to pods that say they are ready, whose certificates it does not verify (docs/decisions/0396-tls-to-pods.md). Pods are bound to its target group by the manifests. */
export class LoadBalancer extends Construct {
  readonly balancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, placement: Placement, { vpc, edge }: Network, pods: ISecurityGroup, zone: IPublicHostedZone, accessLogs: IBucket) {
    super(scope, id);
    const { environment } = placement;
    const names = namesOf(placement);
    const securityGroup = new SecurityGroup(this, "Door", { vpc, description: "HTTPS from banks and branches", allowAllOutbound: false });
    securityGroup.addIngressRule(Peer.anyIpv4(), Port.HTTPS, "HTTPS: workstations of every bank, wherever they are");
    securityGroup.addEgressRule(pods, Port.tcp(SERVER_PORT), "to the servers");
    pods.addIngressRule(securityGroup, Port.tcp(SERVER_PORT), "from the load balancer");
    acknowledge(securityGroup, { "AwsSolutions-EC23": "The API is for workstations on the Internet: 443 alone, behind the firewall." });
    this.balancer = new ApplicationLoadBalancer(this, "Balancer", {
      vpc, vpcSubnets: edge, securityGroup, internetFacing: true, ipAddressType: IpAddressType.IPV4,
      deletionProtection: environment.protectedData,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: DesyncMitigationMode.STRICTEST,
      idleTimeout: Duration.seconds(60), // news streams send something every 15 s
      http2Enabled: true,
    });
    this.balancer.logAccessLogs(accessLogs, "api");
    this.targets = new ApplicationTargetGroup(this, "Servers", {
      vpc, targetType: TargetType.IP, protocol: ApplicationProtocol.HTTPS, port: SERVER_PORT,
      deregistrationDelay: Duration.seconds(DEREGISTRATION_SECONDS),
      loadBalancingAlgorithmType: TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
      healthCheck: { path: "/readyz", protocol: Protocol.HTTPS, healthyHttpCodes: "200", interval: Duration.seconds(5), timeout: Duration.seconds(3), healthyThresholdCount: 2, unhealthyThresholdCount: 2 },
    });
    // Auto Mode's load balancing may touch target groups that carry its cluster's name, and no other.
    Tags.of(this.targets).add("eks:eks-cluster-name", names.cluster);
    const certificate = new Certificate(this, "Certificate", { domainName: names.api, validation: CertificateValidation.fromDns(zone) });
    this.balancer.addListener("Https", { port: 443, open: false, certificates: [certificate], sslPolicy: SslPolicy.TLS13_RES, defaultAction: ListenerAction.forward([this.targets]) });
    new ARecord(this, "Address", { zone, recordName: names.api, target: RecordTarget.fromAlias(new LoadBalancerTarget(this.balancer)) });
  }
}
