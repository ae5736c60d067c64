from .names import known, name_it
from .story import TEMPLATES


def keep_templates(env):
    """Let accounts keep as templates what they order most."""
    for template in TEMPLATES:
        if known(env, f"template_{template.key}"):
            continue
        account = env["res.users"].search([("login", "=", template.who)])
        order = known(env, f"order_{template.order}")
        spec = order.order_line.print_spec_id[template.job]
        kept = (
            env["print.template"]
            .with_user(account)
            ._save_own(
                spec.order_type_id,
                template.name,
                {**spec.values},
                is_shared=template.is_shared,
            )
        )
        # A name for the demo's record is nothing that accounts write.
        name_it(kept.sudo(), f"template_{template.key}")
