"""The formats' own definitions, written down apart from the code: columns in order, code lists, arguments."""

from __future__ import annotations

ACLED_COLUMNS = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1
actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp""".split()
ACLED_SUB_EVENTS = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
ACLED_DISORDERS = {
    "Political violence", "Demonstrations", "Strategic developments", "Political violence; Demonstrations",
}  # fmt: skip
ACLED_INTERS = [
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
]  # fmt: skip
# ACLED's interaction codes in words: 10 to 80 alone, 11 to 88 in pairs, the lower number first but for 78.
ACLED_INTERACTIONS = {f"{one} only" for one in ACLED_INTERS} | {
    f"{one}-{other}"
    for number, one in enumerate(ACLED_INTERS)
    for other in ACLED_INTERS[number:]
    if (one, other) != ("Civilians", "External/Other forces")
} | {"External/Other forces-Civilians"}  # fmt: skip

UCDP_COLUMNS = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1
adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a
deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()
AEC_FIELDS = """id side_a_name side_b_name start_date end_date location_root_name location_adm1_name location_adm2_name
location_where_name deaths_side_a deaths_side_b deaths_civilian deaths_unknown deaths_low deaths_high""".split()

_AIMED = "targets_local_administrators women_targeted"
_REMOTE = f"attackers targeted_entities targets_civilians {_AIMED} fatalities"
_RIOT = f"group_1 group_2 crowd_size targets_civilians {_AIMED} fatalities"
LEMONADE_CLASSES = {
    name: set(arguments.split())
    for name, arguments in {
        "GovernmentRegainsTerritory": "government_force adversary fatalities",
        "NonStateActorOvertakesTerritory": "non_state_actor adversary fatalities",
        "ArmedClash": f"side_1 side_2 {_AIMED} fatalities",
        "ExcessiveForceAgainstProtestors": "protestors perpetrators crowd_size targets_civilians fatalities",
        "ProtestWithIntervention": "protestors perpetrators crowd_size fatalities",
        "PeacefulProtest": "protestors counter_protestors crowd_size",
        "ViolentDemonstration": _RIOT,
        "MobViolence": _RIOT,
        **dict.fromkeys(
            ("ChemicalWeapon", "AirOrDroneStrike", "SuicideBomb", "ShellingOrArtilleryOrMissileAttack",
             "RemoteExplosiveOrLandmineOrIED", "Grenade"), _REMOTE,
        ),
        "SexualViolence": f"perpetrators victims {_AIMED} fatalities",
        "Attack": f"attackers targeted_entities {_AIMED} fatalities",
        "AbductionOrForcedDisappearance": f"abductor abductee {_AIMED}",
        "Agreement": "group_1 group_2",
        "Arrest": "detainers detainees",
        "ChangeToArmedGroup": "armed_group other_actors",
        "DisruptedWeaponsUse": f"attackers disruptors {_AIMED}",
        "BaseEstablished": "group",
        "LootingOrPropertyDestruction": f"perpetrators victims {_AIMED}",
        "NonViolentTransferOfTerritory": "actors_taking_over actors_giving_up",
        "OtherStrategicDevelopment": "group_1 group_2",
    }.items()
}  # fmt: skip

PLOVER_MODES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence", "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}  # fmt: skip
PLOVER_AUXILIARY = {"", "historical", "future", "hypothetical", "negation"}
PLOVER_SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
CAMEO_ROOTS = {f"{number:02}" for number in range(1, 21)}
