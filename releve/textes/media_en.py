"""Databases, file trees and quality suites, in English."""

SENTENCES: dict[str, str] = {
    "endpoint_unknown": (
        "The endpoint “{endpoint}” does not exist in this workspace: add it, or correct the plan."
    ),
    "endpoint_unreachable": (
        "The database “{endpoint}” does not answer: nothing was begun. Check the network and "
        "the database, then start again."
    ),
    "medium_unsupported": "A medium of kind “{kind}” is not supported here: correct the plan.",
    "dialect_unproven": (
        "The database “{endpoint}” is of type “{dialect}”: destruction is proven for "
        "PostgreSQL only. Give the act to its holder, by written order."
    ),
    "database_refused": (
        "The database “{endpoint}” refused the operation ({sqlstate}): nothing of it was kept. "
        "Check the account's rights and the database's log, then start again."
    ),
    "connection_lost": (
        "The connection to the database “{endpoint}” was lost ({sqlstate}): its state is not "
        "known. Start again, it is looked at first."
    ),
    "value_unreadable": (
        "The database “{endpoint}” holds a value that the tool cannot read ({sqlstate}): "
        "nothing is exported. Correct it at the source, then start again."
    ),
    "lock_timeout": (
        "Somebody still uses the tables in the database “{endpoint}” ({sqlstate}): nothing was "
        "destroyed. Close the connections that remain, then start again."
    ),
    "depended_upon": (
        "A view or another table of the database “{endpoint}” depends on those to destroy "
        "({sqlstate}): nothing was destroyed. Add it to the plan, or have it removed."
    ),
    "undeclared_table": (
        "The schema holds tables that the plan does not declare ({tables}): nothing was done. "
        "Add them to the plan, or have them moved out of the schema."
    ),
    "not_a_plain_table": (
        "These objects are no plain tables ({tables}): nothing was done, their destruction is "
        "not proven. Take them out of the plan or give them to their holder."
    ),
    "partly_absent": (
        "Some tables of the plan are missing and others are there ({tables} missing): nothing "
        "was done. Find what removed them before going on."
    ),
    "schema_moved": (
        "The tables of the schema “{schema}” were replaced during the operation: nothing was "
        "destroyed. Find who uses them, then start again."
    ),
    "table_without_key": (
        "These tables have no primary key ({tables}): their rows cannot be named. Add a key at "
        "the source, or export them in another way."
    ),
    "table_name_unsafe": (
        "These table names cannot name a file ({tables}): nothing is exported. Rename them at "
        "the source."
    ),
    "folder_not_empty": (
        "The export folder {folder} is not empty: nothing is written to it. Empty it, or start "
        "“releve run”, which prepares one."
    ),
    "nothing_there": (
        "There is nothing in the place that the plan names: nothing was done. Check the schema "
        "or the path in the plan."
    ),
    "expected_without_root": (
        "The request does not hold the content root of what to destroy: nothing was destroyed. "
        "Have this request refused so that a new one is opened."
    ),
    "absent_without_intent": (
        "The data is gone although its destruction was never begun here: nothing is recorded "
        "as destroyed. Find who removed it and tell the project lead."
    ),
    "reappeared": (
        "Data came back at “{path}” after its destruction began: it stops there. Find what put "
        "it back (restore, synchronisation) before starting again."
    ),
    "both_present": (
        "The data is both in its place and set aside for destruction: nothing is overwritten. "
        "Find what put it back before starting again."
    ),
    "in_quarantine": (
        "“{path}” is set aside for destruction: nothing else is done to it. Start “releve run” "
        "again to finish."
    ),
    "manifest_missing": (
        "The list of the files set aside for destruction is missing (“{path}”): nothing more "
        "is destroyed. Tell the project lead; erase nothing by hand."
    ),
    "manifest_altered": (
        "The list of the files set aside is no longer the approved one (“{path}”): nothing "
        "more is destroyed. Tell the project lead; erase nothing by hand."
    ),
    "root_missing": (
        "The root of the endpoint “{endpoint}” is not there: nothing was begun. Check that its "
        "disk is mounted, then start again."
    ),
    "path_outside_root": (
        "The path “{path}” leaves the root of its endpoint: nothing was done. Correct the plan."
    ),
    "symlink_in_tree": (
        "A symbolic link is on the path or among the files: nothing was done, what it points "
        "to is unknown. Replace it by what it points to, or remove it."
    ),
    "special_file": (
        "An item is neither an ordinary file nor a folder (number {inode}): nothing was done. "
        "Remove it (find -inum {inode})."
    ),
    "hard_linked": (
        "A file has a second name elsewhere, which would keep its content (number {inode}): "
        "nothing was done. Find that name (find -inum {inode}) and remove it."
    ),
    "other_filesystem": (
        "A part of the folder is on another disk (number {inode}): nothing was done. Declare "
        "it separately in the plan."
    ),
    "name_not_utf8": (
        "A file name is not in UTF-8 (number {inode}): nothing was done. Rename it (find -inum "
        "{inode})."
    ),
    "file_moved": (
        "A file changed while it was read (number {inode}): nothing of it is kept. Find what "
        "changes it (find -inum {inode}), then start again."
    ),
    "files_refused": (
        "The system refused the operation on “{path}” ({errno}): check rights, room and disk, "
        "then start again."
    ),
    "suite_unknown": (
        "The suite of checks “{suite}” does not exist: correct its name in the plan, or add it "
        "to the suites."
    ),
    "suite_malformed": (
        "The suite of checks “{suite}” is malformed (“{field}”): correct that field of its file."
    ),
}
