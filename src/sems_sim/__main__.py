"""The command line as `python -m sems_sim`, for where no script is on the path."""

from sems_sim.cli.main import main

if __name__ == "__main__":
    main()
