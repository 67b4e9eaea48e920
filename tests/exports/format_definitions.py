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

# Gleditsch and Ward's independent states and microstates of today, by ISO 3166-1 code.
GLEDITSCH_WARD = """US2 CA20 BS31 CU40 HT41 DO42 JM51 TT52 BB53 DM54 GD55 LC56 VC57 AG58 KN60 MX70 BZ80 GT90 HN91 SV92 NI93 CR94
PA95 CO100 VE101 GY110 SR115 EC130 PE135 BR140 BO145 PY150 CL155 AR160 UY165 GB200 IE205 NL210 BE211 LU212 FR220 MC221 LI223 CH225
ES230 AD232 PT235 DE260 PL290 AT305 HU310 CZ316 SK317 IT325 SM331 MT338 AL339 RS340 ME341 MK343 HR344 BA346 XK347 SI349 GR350 CY352
BG355 MD359 RO360 RU365 EE366 LV367 LT368 UA369 BY370 AM371 GE372 AZ373 FI375 SE380 NO385 DK390 IS395 CV402 ST403 GW404 GQ411 GM420
ML432 SN433 BJ434 MR435 NE436 CI437 GN438 BF439 LR450 SL451 GH452 TG461 CM471 NG475 GA481 CF482 TD483 CG484 CD490 UG500 KE501 TZ510
BI516 RW517 SO520 DJ522 ET530 ER531 AO540 MZ541 ZM551 ZW552 MW553 ZA560 NA565 LS570 BW571 SZ572 MG580 KM581 MU590 SC591 MA600 DZ615
TN616 LY620 SD625 SS626 IR630 TR640 IQ645 EG651 SY652 LB660 JO663 IL666 SA670 YE678 KW690 BH692 QA694 AE696 OM698 AF700 TM701 TJ702
KG703 UZ704 KZ705 CN710 MN712 TW713 KP731 KR732 JP740 IN750 BT760 PK770 BD771 MM775 LK780 MV781 NP790 TH800 KH811 LA812 VN816 MY820
SG830 BN835 PH840 ID850 TL860 AU900 PG910 NZ920 VU935 SB940 FJ950 KI970 NR971 TO972 TV973 MH983 PW986 FM987 WS990""".split()
# UCDP keeps Yugoslavia's number for Serbia, and has no country of its own for two territories.
UCDP_NUMBERS = {"RS": 345, "PS": 666, "EH": 600}
# UCDP's regions are ranges of the numbers.
UCDP_REGIONS = {
    "Americas": range(2, 200), "Europe": range(200, 400), "Africa": range(400, 627), "Middle East": range(630, 700),
    "Asia": range(700, 1000),
}  # fmt: skip
# UCDP's names where they are not those of ACLED.
UCDP_NAMES = {
    "BA": "Bosnia-Herzegovina", "CD": "DR Congo (Zaire)", "CG": "Congo", "FM": "Federated States of Micronesia",
    "KH": "Cambodia (Kampuchea)", "MG": "Madagascar (Malagasy)", "MM": "Myanmar (Burma)", "PS": "Israel",
    "RS": "Serbia (Yugoslavia)", "RU": "Russia (Soviet Union)", "SR": "Surinam", "SZ": "Kingdom of eSwatini (Swaziland)",
    "US": "United States of America", "VN": "Vietnam (North Vietnam)", "YE": "Yemen (North Yemen)", "ZW": "Zimbabwe (Rhodesia)",
}  # fmt: skip
# ACLED's names where they are not those of GeoNames.
ACLED_NAMES = {
    "BL": "Saint-Barthelemy", "BQ": "Caribbean Netherlands", "CC": "Cocos (Keeling) Islands", "CD": "Democratic Republic of Congo",
    "CG": "Republic of Congo", "CV": "Cape Verde", "CZ": "Czech Republic", "EH": "Morocco", "GG": "Bailiwick of Guernsey",
    "HK": "China", "JE": "Bailiwick of Jersey", "MF": "Saint-Martin", "MO": "China", "NL": "Netherlands", "PS": "Palestine",
    "SH": "Saint Helena, Ascension and Tristan da Cunha", "SZ": "eSwatini", "TL": "East Timor", "VA": "Vatican City",
    "VI": "Virgin Islands, U.S.",
}  # fmt: skip

# HXL 1.1: the core hashtags, and which of them each attribute is for (of those attributes that the export uses).
HXL_HASHTAGS = set(
    """access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact country crisis currency date
    description event frequency geo group impact indicator inneed item loc meta modality need operations org output population
    reached region respondee sector service severity status subsector targeted value""".split()
)
_PEOPLE = "affected inneed targeted reached population"
_FOR = {
    "code": """region country adm1 adm2 adm3 adm4 adm5 loc beneficiary activity org sector subsector indicator output crisis cause
    impact severity service need currency item channel modality event group status""",
    "name": """region country adm1 adm2 adm3 adm4 adm5 loc beneficiary activity org sector subsector indicator output crisis cause
    impact severity need service contact item channel modality event group status""",
    "type": """loc beneficiary activity org sector subsector indicator capacity output operations crisis cause impact severity access
    contact frequency item need service event group description""",
    "start": "date", "end": "date", "reported": "date", "lat": "geo", "lon": "geo", "killed": "affected",
    "injured": "affected inneed targeted reached", "displaced": _PEOPLE, "source": "meta", "id": "meta",
    "url": "contact org activity service meta",
}  # fmt: skip
HXL_ATTRIBUTES = {name: set(hashtags.split()) for name, hashtags in _FOR.items()}
