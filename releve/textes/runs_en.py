"""Runs and workspaces: what was done, and why nothing was, in English."""

SENTENCES: dict[str, str] = {
    "run_ended": "Steps done in this run: {performed}.",
    "plan_not_adopted": (
        "No plan is adopted, nothing was done: propose it with “releve plan adopt”, have it "
        "signed, then start “releve run”."
    ),
    "plan_proposed": (
        "Plan proposed for adoption: {plan}. Everyone who may adopt it reads it, then signs:\n "
        " releve act plan_adoption --as ‹id› --key ‹key›\nThe next “releve run” records these "
        "adoptions in the ledger."
    ),
    "plan_already_adopted": (
        "The plan {plan} is the adopted one already: there is nothing to propose."
    ),
    "plan_of_another_realm": (
        "The plan on disk is of another realm ({realm}) or another origin than the workspace: "
        "name the right plan in workspace.json."
    ),
    "plan_differs_from_adopted": (
        "The plan on disk ({disk}) is not the adopted one ({adopted}): nothing was done. Have "
        "it adopted (“releve plan adopt”), or put the adopted plan's files back."
    ),
    "rolled_back": "Rolled back: “{service}” answers, and its data is no longer read-only.",
    "evidence_written": (
        "Evidence folder written: {folder}. Check it with “releve verify” before handing it "
        "over; the trust file is handed over separately, by another way."
    ),
    "medium_out_of_reach": (
        "This medium ({medium}) is held by a third party and the plan does not say how to look "
        "at it: give the step to its holder, or give it a probe in the plan."
    ),
    "endpoint_unsuitable": (
        "The endpoint “{endpoint}” does not fit, it needs: {need} (sql: a database; ssh: a "
        "host; drop: a drop folder; age_recipient: the recipient's encryption key). Complete "
        "the endpoints file."
    ),
    "endpoint_missing": (
        "The plan uses the endpoint “{endpoint}”, which is not in the endpoints file: add it "
        "there or correct the plan."
    ),
    "recipient_unknown": (
        "The plan does not say where to deliver “{subject}”: complete its recipient's drop and "
        "have the plan adopted."
    ),
    "deposit_differs": (
        "What arrived in the drop “{drop}” for “{subject}” is not what was sent: the delivery "
        "is not recorded. Check the drop, then start “releve run” again."
    ),
    "attested_but_present": (
        "The performer attests to having destroyed “{subject}”, but the data is still there: "
        "nothing is recorded as destroyed. Call the performer."
    ),
    "step_no_longer_ready": (
        "The situation of “{subject}” changed just before the act ({verb}): nothing was done. "
        "“releve agenda” says what is missing now."
    ),
    "source_changed": (
        "The source is no longer what was exported, received and approved: nothing was "
        "destroyed. Find what changed, then sign a reconciliation (“releve act "
        "reconciliation”)."
    ),
    "service_still_answers": (
        "The stop of “{subject}” is not confirmed (observed: {observed}): it is not recorded "
        "as done. Look at the service on its host, then start “releve run” again."
    ),
    "not_stopped": (
        "“{subject}” is not a service that this plan stopped: there is nothing to start again."
    ),
    "point_of_no_return": (
        "The point of no return is past: the destruction of “{asset}” has begun, and "
        "“{subject}” cannot be started again. Tell the project lead."
    ),
    "service_does_not_answer": (
        "“{subject}” was started again but does not answer (observed: {observed}): the "
        "rollback is not recorded. Look at the service on its host, then start “releve "
        "rollback” again."
    ),
    "service_out_of_reach": (
        "The plan does not say how to reach “{subject}”: complete its host and its probe, or "
        "give the act to another performer."
    ),
    "gate_missing": (
        "The quality check “{suite}” cannot be done by this command: start “releve run”, which can."
    ),
    "workspace_missing": (
        "There is no workspace.json in {folder}: go to the workspace, or name it with --workspace."
    ),
    "workspace_malformed": (
        "The description of the workspace cannot be read ({file}, “{field}”): correct that field."
    ),
    "endpoints_malformed": (
        "The endpoints file is missing, malformed or forbidden to you: {file}. Correct it or "
        "check your rights."
    ),
    "endpoints_of_another_realm": (
        "The endpoints ({file}) are of realm “{realm}”, the workspace is not: nothing was "
        "touched. Name the endpoints of the right realm."
    ),
    "endpoint_not_of_the_exercise": (
        "The endpoint “{endpoint}” was not made by this exercise: nothing was touched. Check "
        "that the exercise does not aim at the real thing."
    ),
    "clock_goes_back": (
        "The clock of an exercise does not go back (from {now} to {to}): choose a later instant."
    ),
    "pack_uncosigned": (
        "No pack is written: {have} witnesses cosigned this head, {need} are needed, and an "
        "auditor would refuse it. Missing: {absent}. Start again when they answer."
    ),
    "evidence_uncosigned": (
        "Beware: only {have} witnesses cosigned this head, {need} are needed; an auditor would "
        "refuse it. Missing: {absent}. If they are silent, start "
        "again when they answer; if they refuse, do not insist: call the project lead."
    ),
    "rollover_prepared": (
        "Next key of the log: {key}. Each of the people who adopt plans signs, with their own key: "
        "releve act rollover {fields} -f reason=… --as … --key …. Then: "
        "releve run, which records their acts, and releve key change."
    ),
    "rollover_done": (
        "The log is now signed by {key}. Hand the new {file} to auditors, by the same way as the "
        "old one, and add this key at each witness."
    ),
    "rollover_not_prepared": "No next key is prepared: run “releve key prepare” first.",
    "rollover_unsigned": (
        "The change of the log’s key is signed by {have} people; {need} are needed among those who "
        "adopt plans. An act that was deposited counts once “releve run” recorded it."
    ),
    "log_key_replaced": (
        "The log changed its key ({key}) and this folder still holds the old one: run “releve key "
        "change” to finish the change."
    ),
    "content_key_shredded": (
        "The content key of “{asset}” was shredded at the end: nothing can be compared any more "
        "with what was given back. If data came back, enter it in the plan as a new body of data."
    ),
    "clock_not_of_an_exercise": (
        "The time can be chosen in an exercise only: this is the real thing, nothing was done. "
        "Start again without an instant."
    ),
    "artifact_waiting": "What milestone “{milestone}” waits for, and from whom",
    "artifact_done": "What is finished in milestone “{milestone}”",
    "milestone_finished": (
        "Nothing waits in milestone “{milestone}”: all that the plan says there is done."
    ),
    "visa_decision_unknown": (
        "The archives' visa is written “granted”, “kept” (refused, to be kept), “transferred” "
        "(refused, to be transferred) or “refused”, nothing else: give one of them."
    ),
    "workspace_founded_already": (
        "This workspace is founded already: “{file}” exists. Founding it again would change "
        "what auditors trust; take another folder."
    ),
    "quorum_out_of_range": (
        "A quorum of {quorum} for {founders} founder(s) makes no sense: give a number from 1 to "
        "{founders}."
    ),
    "workspace_founded": (
        "Workspace founded. Hand “{file}” to the auditors by another way than the evidence, "
        "then propose the plan: “releve plan adopt”."
    ),
}
