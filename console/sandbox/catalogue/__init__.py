"""The believable data of the simulated account: agents, prompts, numbers and what people say."""
