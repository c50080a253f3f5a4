from console.cli.demo import Demo, DemoError, running_demo
