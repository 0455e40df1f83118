"""
misconception: A drift is looked for in one direction only, and silence counts as allowed.
fails: [drift]
message: "Silent stands between"
"""

# %% task="drift"
def drift(rows):
    loosened = [row["id"] for row in rows if row["first"] == "stopped" and row["later"] == "allowed"]
    return {"loosened": loosened, "tightened": []}
