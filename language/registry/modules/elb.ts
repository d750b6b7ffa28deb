import type { StandIn } from "../stand-in.ts";

export const elb: readonly StandIn[] = [
  {
    name: "elb",
    majors: [3, 4],
    inputs: {
      connection_draining: false,
      connection_draining_timeout: 300,
      create_elb: true,
      cross_zone_load_balancing: true,
      idle_timeout: 60,
    },
    resources: `
      resource "aws_elb" "this" {
        count                       = var.create_elb ? 1 : 0
        subnets                     = var.subnets
        internal                    = var.internal
        security_groups             = var.security_groups
        cross_zone_load_balancing   = var.cross_zone_load_balancing
        idle_timeout                = var.idle_timeout
        connection_draining         = var.connection_draining
        connection_draining_timeout = var.connection_draining_timeout
        dynamic "listener" {
          for_each = var.listener
          content {
            instance_port      = listener.value.instance_port
            instance_protocol  = listener.value.instance_protocol
            lb_port            = listener.value.lb_port
            lb_protocol        = listener.value.lb_protocol
            ssl_certificate_id = lookup(listener.value, "ssl_certificate_id", null)
          }
        }
      }
    `,
  },
];
