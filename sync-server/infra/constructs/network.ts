import { FlowLogDestination, FlowLogTrafficType, GatewayVpcEndpointAwsService, IpAddresses, Port, Peer, SecurityGroup, SubnetType, Vpc, type SubnetSelection } from "aws-cdk-lib/aws-ec2";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import { ZONES } from "../environment.ts";
import type { Placement } from "../placement.ts";
import { endpointServices } from "./endpoint-services.ts";
import { NameFirewall } from "./name-firewall.ts";
import { privateLog } from "./private-log.ts";

/**
 * One network over three zones. The load balancer alone stands in the public subnets; servers and database have no way in from outside.
 * The database has no way out either. Servers reach AWS through private endpoints, and outside them only names that are allowed.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly servers: SubnetSelection = { subnetGroupName: "servers" };
  readonly data: SubnetSelection = { subnetGroupName: "data" };
  readonly edge: SubnetSelection = { subnetGroupName: "edge" };

  constructor(scope: Construct, id: string, { environment }: Placement, logKey: IKey) {
    super(scope, id);
    const { cidr, waysOut, endpointZones } = environment.network;
    this.vpc = new Vpc(this, "Vpc", {
      ipAddresses: IpAddresses.cidr(cidr),
      maxAzs: ZONES.length,
      natGateways: waysOut,
      restrictDefaultSecurityGroup: false, // it would bring a function of its own to change a group that nothing uses
      subnetConfiguration: [
        { name: "edge", subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: "servers", subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 19 },
        { name: "data", subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
    });
    acknowledge(this.vpc, { "CloudFormation-Validate::W3010": "The three zones of Paris are written down on purpose: a synthesis asks nothing of an account." });
    this.vpc.addFlowLog("FlowLog", {
      destination: FlowLogDestination.toCloudWatchLogs(privateLog(this, "FlowLogGroup", environment, logKey)),
      trafficType: FlowLogTrafficType.ALL,
    });
    this.vpc.addGatewayEndpoint("S3", { service: GatewayVpcEndpointAwsService.S3, subnets: [this.servers, this.data] });
    new NameFirewall(this, "Names", this.vpc, logKey, environment);
    const securityGroup = new SecurityGroup(this, "Endpoints", { vpc: this.vpc, description: "Private endpoints of AWS services", allowAllOutbound: false });
    securityGroup.addIngressRule(Peer.ipv4(cidr), Port.HTTPS, "from inside the network");
    for (const [name, service] of Object.entries(endpointServices)) {
      this.vpc.addInterfaceEndpoint(name, {
        service, open: false, privateDnsEnabled: true, securityGroups: [securityGroup],
        subnets: { subnetGroupName: "servers", availabilityZones: ZONES.slice(0, endpointZones) },
      });
    }
  }
}
