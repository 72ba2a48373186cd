"""The doors between units: a number for everything that one unit may ask of another.

The high bits name the unit, the low eight what is asked. A door takes whole numbers and gives one back; a real number
goes in beside them, and comes back in `world(w).answer`. Handlers of events take (a, b, cause).
"""

from __future__ import annotations

AGENDA, WATCHING, ASSETS, SUPPLY, CREWS, SERVICES, INCIDENTS = range(7)
PEOPLE, SPEECH, COMMAND, PLANS, EFFECTS, ACCOUNTS = range(7, 13)


def _door(unit: int, number: int) -> int:
    return unit << 8 | number


# --- agenda: what happens when, what is written down, what is drawn ---
AT = _door(AGENDA, 1)  # time_ms, key, code, a, b, cause -> handle
CANCEL = _door(AGENDA, 2)  # handle
TIME_OF = _door(AGENDA, 3)  # handle -> time_ms
RECORD = _door(AGENDA, 4)  # value; phase, entity, kind, cause -> index
CHANCE = _door(AGENDA, 5)  # stream, n -> answer
DRAW = _door(AGENDA, 6)  # law, stream, n -> answer
DRAW_MS = _door(AGENDA, 7)  # factor; law, stream, n -> ms
TAKE = _door(AGENDA, 8)  # table -> row of a pool, all 0
GIVE = _door(AGENDA, 9)  # table, row
PUSH = _door(AGENDA, 10)  # value; list, number, amount -> list
PULL = _door(AGENDA, 11)  # list, number -> how many were there
RUN = _door(AGENDA, 12)  # until_ms: every event before it
BEGIN = _door(AGENDA, 13)
FINISH = _door(AGENDA, 14)  # end_ms
SET_MATURITY = _door(AGENDA, 15)  # component, level
COLLECT = _door(AGENDA, 16)
MARK_DRAWN = _door(AGENDA, 17)  # handle: its time is the end of the duration drawn last -> handle
MARK_AS = _door(AGENDA, 18)  # factor; handle, law, stream, n, total_ms -> handle
MARK_ALIKE = _door(AGENDA, 19)  # handle, handle of another made of the same draw
MARK_AHEAD = _door(AGENDA, 20)  # handle, ahead_ms
LEFT_MS = _door(
    AGENDA, 21
)  # factor; law, stream, n, total_ms, was_left_ms, ahead_ms -> what is left, drawn anew
SETTLED = _door(AGENDA, 23)  # stream, n -> answer: as CHANCE, but the same in every future
FORK = _door(AGENDA, 22)  # replication, until_ms

# --- watching: conditions, and who is told of a change ---
CHANGED = _door(WATCHING, 1)  # signal, index, cause, team
OCCURRENCE_CHANGED = _door(WATCHING, 2)  # occurrence, cause
SET_SIDE = _door(WATCHING, 3)  # threshold, side, cause
SET_FLAG = _door(WATCHING, 4)  # flag, value, cause
MAKE_WATCH = _door(WATCHING, 5)  # condition, key, react code (NONE for none), react a, scope -> watch
START_WATCH = _door(WATCHING, 6)  # watch: take the first look without reacting, and watch from now on
LOOK_ONCE = _door(WATCHING, 7)  # condition, scope, key of its owner -> whether it holds now
STOP_WATCH = _door(WATCHING, 8)  # watch
WAKE = _door(WATCHING, 9)  # watch, cause
LOOK = _door(WATCHING, 10)
RING = _door(WATCHING, 11)
TICK = _door(WATCHING, 12)
RELUCTANCE = _door(WATCHING, 13)  # -> answer

# --- assets ---
START_ASSETS = _door(ASSETS, 1)
FAIL = _door(
    ASSETS, 2
)  # asset, units (-1 all), cause, list or NONE -> list to which the units broken were pushed
REPAIR = _door(ASSETS, 3)  # asset, units (-1 all), cause
REPAIR_LIST = _door(ASSETS, 4)  # asset, list of units, cause
SWITCH = _door(ASSETS, 5)  # asset, number, on, cause
UNSWITCH = _door(ASSETS, 6)  # asset, number, cause
CUT = _door(ASSETS, 7)  # asset, number, off, cause
UNCUT = _door(ASSETS, 8)  # asset, number, cause
SUPPLY_ASSETS = _door(ASSETS, 9)  # stock, cause: assets that use it see whether their stocks are there
SETTLE_ASSETS = _door(ASSETS, 10)
BEGIN_REPAIR = _door(ASSETS, 11)  # job start: asset, unit, cause
MEASURE_ASSETS = _door(ASSETS, 12)  # end_ms
ASSET_MONEY = _door(ASSETS, 13)  # end_ms -> answer
PIN_ASSET = _door(ASSETS, 14)  # asset, pinned, cause
FORK_ASSETS = _door(ASSETS, 15)
# further numbers, from 32 up, are each unit's own events

# --- supply: suppliers, stocks, pools ---
START_SUPPLIERS = _door(SUPPLY, 1)
START_STOCKS = _door(SUPPLY, 2)
START_POOLS = _door(SUPPLY, 3)
PUSH_SUPPLIER_BLOCK = _door(SUPPLY, 4)  # supplier, number, blocked, cause
PULL_SUPPLIER_BLOCK = _door(SUPPLY, 5)  # supplier, number, cause
SET_USE = _door(SUPPLY, 6)  # rate; stock, user entity, cause
TAKE_STOCK = _door(SUPPLY, 7)  # amount; stock, cause
ORDER_STOCK = _door(SUPPLY, 8)  # amount; stock, cause
SEND_WAITING = _door(SUPPLY, 9)  # supplier, cause
SUPPLIER_CHANGED = _door(SUPPLY, 10)  # supplier, cause: pools under contract
PUSH_AMOUNT = _door(SUPPLY, 11)  # value; resource, number, amount kind, cause
PULL_AMOUNT = _door(SUPPLY, 12)  # resource, number, cause
ASK_SURGE = _door(SUPPLY, 13)  # level, cause
END_SURGE = _door(SUPPLY, 14)  # level, cause
MEASURE_STOCKS = _door(SUPPLY, 15)  # end_ms

# --- crews and tasks ---
START_CREWS = _door(CREWS, 1)
SUBMIT = _door(CREWS, 2)  # job, cause
WITHDRAW = _door(CREWS, 3)  # job, cause
RELEASE = _door(CREWS, 4)  # job, cause
SET_SERVICE_NEED = _door(CREWS, 5)  # missing; resource, cause
TOUCH_BY_ASSET = _door(CREWS, 6)  # asset, cause
TOUCH_BY_STOCK = _door(CREWS, 7)  # stock, cause
PRESENCE_CHANGED = _door(CREWS, 8)  # resource, cause
TASK_ASSET_CHANGED = _door(CREWS, 9)  # asset, cause: tasks that need it
START_INSTANCE = _door(CREWS, 10)  # instance, cause
STOP_INSTANCE = _door(CREWS, 11)  # instance, cause
MEASURE_CREWS = _door(CREWS, 12)  # end_ms
MEASURE_TASKS = _door(CREWS, 13)
CREW_COST = _door(CREWS, 14)  # end_ms -> answer
NEW_JOB = _door(CREWS, 15)  # -> job, with the defaults of a Job
PIN_TASK = _door(CREWS, 16)  # task, pinned, cause
FORK_TASKS = _door(CREWS, 17)

# --- services ---
START_SERVICES = _door(SERVICES, 1)
ASK_BY_ASSET = _door(SERVICES, 2)  # asset, cause
ASK_BY_STOCK = _door(SERVICES, 3)  # stock, cause
RESOURCE_CHANGED = _door(SERVICES, 4)  # resource, cause
PUSH_DEMAND = _door(SERVICES, 5)  # value; service, number, amount kind, cause
PULL_DEMAND = _door(SERVICES, 6)  # service, number, cause
PUSH_CAPACITY = _door(SERVICES, 7)
PULL_CAPACITY = _door(SERVICES, 8)
PUSH_CANCEL = _door(SERVICES, 9)  # share; service, number, cause
PULL_CANCEL = _door(SERVICES, 10)
MEASURE_SERVICES = _door(SERVICES, 11)  # end_ms
SERVICE_MONEY = _door(SERVICES, 12)  # end_ms -> answer
PEOPLE_UNSERVED = _door(SERVICES, 13)  # end_ms -> answer
PENALTIES = _door(SERVICES, 14)  # end_ms -> answer

# --- incidents ---
START_INCIDENTS = _door(INCIDENTS, 1)
OPEN = _door(INCIDENTS, 2)  # severity (-1 drawn); incident, cause, parent occurrence or NONE -> occurrence
END = _door(INCIDENTS, 3)  # incident, scope, cause
PUSH_CONTAIN = _door(INCIDENTS, 4)  # amount; incident, scope, number, cause
PULL_CONTAIN = _door(INCIDENTS, 5)  # incident, number, cause
PUSH_WORSEN = _door(INCIDENTS, 6)
PULL_WORSEN = _door(INCIDENTS, 7)
ASK_SNOWBALL = _door(INCIDENTS, 8)  # cause
ANSWER_INCIDENT = _door(INCIDENTS, 9)  # step, scope -> truth of ACTIVE, CONTAINED, SEVERITY
HARMED = _door(INCIDENTS, 10)  # -> answer
INCIDENT_COST = _door(INCIDENTS, 11)  # -> answer
MEASURE_INCIDENTS = _door(INCIDENTS, 12)
PIN_INCIDENT = _door(INCIDENTS, 13)  # incident, pinned, cause

# --- people: pictures, inboxes, senses ---
START_PEOPLE = _door(PEOPLE, 1)
WEIGH = _door(PEOPLE, 2)  # team, cause
LOAD = _door(PEOPLE, 3)  # team -> answer
ERROR_CHANCE = _door(PEOPLE, 4)  # factor; team, constant: 0 diagnosis, 1 decision -> answer
NEW_NOTE = _door(PEOPLE, 5)  # team, item, cause -> note without a snapshot
PUT = _door(PEOPLE, 6)  # team, note
TAKE_OVER = _door(PEOPLE, 7)  # team, item, snapshot, observed_ms, cause -> record
BELIEF = _door(PEOPLE, 8)  # step, reluctant -> FALSE UNKNOWN TRUE
TRUTH_CHANGED = _door(PEOPLE, 9)  # item kind, index, cause, again: senses' _changed
WATCH_PRECURSOR = _door(PEOPLE, 11)  # incident, number, opens_ms, cause
SNAPSHOT = _door(PEOPLE, 12)  # item, snapshot row to fill with the truth
MEASURE_PEOPLE = _door(PEOPLE, 13)  # end_ms
HEAR = _door(PEOPLE, 14)  # team, item or NONE, cause
HAND_OVER_NOTES = _door(PEOPLE, 15)  # team, to players, cause
SET_PRESENT = _door(PEOPLE, 16)  # team, people, cause
FORK_SENSES = _door(PEOPLE, 17)

# --- speech: messages, statements, rumour ---
BELIEVED = _door(SPEECH, 1)  # team, note, is_news
DELIVER_TEXT = _door(SPEECH, 2)  # team, cause
REPORT_ITEM = _door(SPEECH, 3)  # team, item, cause
TELL = _door(SPEECH, 4)  # effect, cause
ADD_RUMOUR = _door(SPEECH, 5)  # amount; cause
WAKE_RUMOUR = _door(SPEECH, 6)  # cause
PUSH_LINK_BLOCK = _door(SPEECH, 7)  # link, number, blocked, cause
PULL_LINK_BLOCK = _door(SPEECH, 8)  # link, number, cause
GAP_BETWEEN_SILOS = _door(SPEECH, 9)  # -> whether accounts see one

# --- command: levels and decisions ---
START_COMMAND = _door(COMMAND, 1)
START_DECISIONS = _door(COMMAND, 2)
RAISE = _door(COMMAND, 3)  # level, cause -> whether that changes anything
STAND_DOWN = _door(COMMAND, 4)  # level, cause -> the same
DECIDING_MS = _door(COMMAND, 5)  # factor; team, stream, n, law or NONE -> ms
ASK = _door(COMMAND, 6)  # decision, cause -> whether it was put
DECIDE_FOR = _door(COMMAND, 7)  # decision, option or OFF_LIST or LAPSE, cause
OPEN_DECISIONS = _door(COMMAND, 8)  # -> how many wait
MEASURE_LEVELS = _door(COMMAND, 9)  # end_ms
MEASURE_DECISIONS = _door(COMMAND, 10)
IS_IN_CHARGE = _door(COMMAND, 11)  # team -> whether among those who lead the current level
HAND_OVER_DECISIONS = _door(COMMAND, 12)  # team, to players, cause
LOOK_ANEW = _door(COMMAND, 13)  # cause: at all criteria
GATHER = _door(COMMAND, 14)  # level, cause: enter it now
PIN_RESPONSE = _door(COMMAND, 15)  # pinned, cause

# --- plans ---
START_PLANS = _door(PLANS, 1)
INVOKE = _door(PLANS, 2)  # plan, scope occurrence or NONE, cause -> whether it started
PLANS_OPENED = _door(PLANS, 3)  # occurrence, cause
PLANS_CLOSED = _door(PLANS, 4)  # occurrence, cause
PLANS_AUTHORITY = _door(PLANS, 5)  # cause: look anew at what may start each plan
INSTANCE_ENDED = _door(PLANS, 6)  # instance, kind, cause
ANSWER_PLAN = _door(PLANS, 7)  # step, scope -> truth of RUNNING, DONE, FAILED
HAS_ANSWER = _door(PLANS, 8)  # incident -> whether a usable plan answers it
MEASURE_PLANS = _door(PLANS, 9)

# --- effects, injects, indicators ---
DO = _door(EFFECTS, 1)  # first effect, count, scope, cause -> list of the numbers held, or NONE
UNDO = _door(EFFECTS, 2)  # list of numbers, cause
START_INJECTS = _door(EFFECTS, 3)
START_INDICATORS = _door(EFFECTS, 4)
CARRY_OUT = _door(EFFECTS, 5)  # first effect, number of the order << 32 | count, cause

# --- accounts ---
START_ACCOUNTS = _door(ACCOUNTS, 1)
ASK_BOOKS = _door(ACCOUNTS, 2)  # cause
MONEY = _door(ACCOUNTS, 3)  # -> answer
ACCOUNTS_OPENED = _door(ACCOUNTS, 4)  # occurrence, cause
MEASURE_ACCOUNTS = _door(ACCOUNTS, 5)  # end_ms
