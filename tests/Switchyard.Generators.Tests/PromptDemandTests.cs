namespace Switchyard.Generators.Tests;

/// <summary>
/// The advice about tiers, held against prompts as applications have them: nothing is said of the ordinary ones, whatever they are annotated
/// with, and most of those that are plainly in the wrong tier are found.
/// </summary>
public sealed class PromptDemandTests
{
    private static readonly string[] s_tiers = ["Cheap", "Mid", "Frontier"];

    // How much the prompt asks for, what the task returns, and the prompt.
    private static readonly TheoryData<string, string, string> s_prompts = new()
    {
        { "easy", "Kind", "What does this customer of a bicycle shop want? {message}" },
        { "easy", "Kind", "Which of these is the customer asking for? {message}" },
        { "easy", "bool", "Is this message spam? {message}" },
        { "easy", "bool", "Does the customer sound angry? Answer yes or no. {message}" },
        { "easy", "Kind", "Classify the sentiment of this review: {review}" },
        { "easy", "string", "Extract the order number from this e-mail: {mail}" },
        { "easy", "string", "Extract the name of the person who wrote this message: {message}" },
        { "easy", "string", "What language is this text written in? {text}" },
        { "easy", "string", "Translate this word into {language}: {word}" },
        { "easy", "string", "Name the city that this address is in: {address}" },
        { "easy", "Kind", "Which department should handle this ticket? {ticket}" },
        { "easy", "bool", "Is this a valid street address? {address}" },
        { "easy", "string", "Give this conversation a title of at most five words: {conversation}" },
        { "easy", "string", "Correct the spelling of this sentence: {sentence}" },
        { "easy", "Kind", "Pick the colour that is mentioned in: {text}" },
        { "easy", "string", "Extract the date of the invoice: {invoice}" },
        { "easy", "bool", "Does this text mention a price? {text}" },
        { "easy", "Kind", "Label the topic of this headline: {headline}" },
        { "easy", "string", "Convert this name to upper case: {name}" },
        { "easy", "string", "Say hello to {name}." },
        { "easy", "string", "Hello." },
        { "mid", "string", "The customer wants: {intent}. Write the reply to: {message}" },
        { "mid", "string", "Summarise this document in three paragraphs for a busy manager: {document}" },
        { "mid", "string", "Write a friendly marketing e-mail for the product {product} with the advantages {advantages}." },
        { "mid", "string", "Rewrite this paragraph so that a child of ten understands it: {text}" },
        { "mid", "string", "Write release notes from these commit messages: {commits}" },
        { "mid", "string", "Compare these two products for a customer who rides to work every day: {first} {second}" },
        { "mid", "string", "Answer the customer's question from these pages of the manual. Say so if they do not answer it.\n{pages}\nQuestion: {question}" },
        { "mid", "string", "Translate this page of a manual into {language}, and keep the markup as it is: {page}" },
        { "mid", "string", "Draft minutes of this meeting with decisions and open points: {transcript}" },
        { "mid", "string", "Explain to a customer why the delivery of order {order} is late: {reason}" },
        { "mid", "string", "Write a product description of at most 120 words for {product}." },
        { "mid", "string", "Suggest five subject lines for this newsletter: {text}" },
        { "mid", "string", "List the action items from this meeting with who is responsible: {transcript}" },
        { "mid", "string", "Describe what is in this picture of a damaged bicycle for the insurance: {description}" },
        { "mid", "string", "Turn these notes into a polite letter to the landlord: {notes}" },
        { "mid", "string", "Summarise the conversation so far, so that another agent can go on: {history}" },
        { "mid", "string", "Plan a tour of {days} days from {start} to {end} for a family on bicycles." },
        { "mid", "string", "Which of these repairs should be done first, and why? {repairs}" },
        { "mid", "string", "Explain this error message to a beginner: {error}" },
        { "hard", "string", "Prove that {statement}." },
        { "hard", "string", "Give a rigorous proof of the following theorem, and name every lemma that you use: {theorem}" },
        { "hard", "string", "Prove or disprove: {claim}. If it is false, construct a counterexample." },
        { "hard", "string", "Write a C# program that parses this grammar and evaluates expressions with correct precedence: {grammar}" },
        { "hard", "string", "Implement a thread-safe LRU cache in Rust with tests. Requirements: {requirements}" },
        { "hard", "string", "Write a Python function that solves this problem in O(n log n) and explain why it is correct: {problem}" },
        { "hard", "string", "Refactor this class so that it has no race conditions, and explain every change step by step: {code}" },
        { "hard", "string", "Find the bug in this concurrent algorithm and show an interleaving that triggers it:\n```csharp\n{code}\n```" },
        { "hard", "string", "Design a database schema and write the SQL migrations for this domain, with constraints and indexes: {domain}" },
        { "hard", "string", "Solve this logic puzzle. Derive the conclusion from the clues step by step and say which premises are needed: {clues}" },
        { "hard", "string", "Solve the differential equation {equation} with the boundary conditions {conditions} and verify the solution." },
        { "hard", "string", "Derive the gradient of this loss function with respect to all of its parameters: {loss}" },
        { "hard", "string", "Compute the integral {integral} and show every step of the derivation." },
        { "hard", "string", "Given these clauses, assess whether the contract is enforceable under the statute, argue both sides, and cite the clause for every step: {contract}" },
        { "hard", "string", "Write a SQL query that computes the median revenue per customer and quarter from these tables, without window functions: {tables}" },
        { "hard", "string", "Write a compiler pass in C++ that eliminates common subexpressions in this intermediate representation: {ir}" },
        { "hard", "string", "Analyse the complexity of this algorithm, prove a lower bound, and propose an algorithm that meets it: {algorithm}" },
        { "hard", "string", "Find all integer solutions of {equation} and prove that there are no others." },
        { "hard", "string", "Five people live in five houses. From the clues below deduce who owns the fish; explain each deduction. {clues}" },
        { "hard", "string", "Plan the migration of this monolith to services step by step: dependencies, data ownership, rollback of each step, and tests. {description}" },
        { "mid", "string", "Tell the reader how to prove their identity at the bank: {question}" },
        { "mid", "string", "Say in one sentence whether this message asks for a program: {message}" },
        { "easy", "Kind", "Which kind of function does the customer's pump have? {message}" },
        { "easy", "bool", "Does this e-mail contain code? {mail}" },
        { "mid", "string", "Write a summary of the film programme for {week}." },
        { "mid", "string", "Describe in one paragraph what this class of bicycles is for: {text}" },
        { "hard", "string", "You are a careful engineer. Write unit tests for this class: {code}" },
        { "hard", "string", "Read the report. Then derive the formula that fits the figures: {report}" },
    };

    [Fact]
    public async Task What_cheap_models_can_do_is_not_called_hard()
    {
        var reported = await ReportedAsync("Cheap");
        Assert.Empty(reported.Where(item => item.Demand != "hard").Select(item => item.Prompt));
    }

    [Fact]
    public async Task What_is_hard_is_found_in_the_cheap_tier()
    {
        var reported = (await ReportedAsync("Cheap")).Select(item => item.Prompt).ToList();
        var missed = Prompts("hard").Except(reported).ToList();
        Assert.True(missed.Count <= 3, string.Join("\n", missed));
    }

    [Fact]
    public async Task What_frontier_models_are_for_is_not_called_easy()
    {
        var reported = await ReportedAsync("Frontier");
        Assert.Empty(reported.Where(item => item.Demand != "easy").Select(item => item.Prompt));
    }

    [Fact]
    public async Task What_is_easy_is_found_in_the_frontier_tier()
    {
        var reported = (await ReportedAsync("Frontier")).Select(item => item.Prompt).ToList();
        var closed = s_prompts.Where(row => row.Data.Item1 == "easy" && row.Data.Item2 != "string").Select(row => row.Data.Item3).ToList();
        Assert.Empty(closed.Except(reported));
        Assert.True(reported.Count > closed.Count, "No extraction was found.");
    }

    [Fact]
    public async Task The_middle_is_left_alone() => Assert.Empty(await ReportedAsync("Mid"));

    private static IEnumerable<string> Prompts(string demand) => s_prompts.Where(row => row.Data.Item1 == demand).Select(row => row.Data.Item3);

    // All in one class: what is measured is the advice, not the compiler.
    private static async Task<IReadOnlyList<(string Demand, string Prompt)>> ReportedAsync(string tier)
    {
        Assert.Contains(tier, s_tiers);
        var rows = s_prompts.Select(row => row.Data).ToList();
        var methods = rows.Select((row, index) =>
        {
            var names = PromptTemplate.Parse(row.Item3, out _, out _).Where(part => part.IsPlaceholder).Select(part => $"string {part.Text}").Distinct();
            var returns = row.Item2 == "bool" ? "YesNo" : row.Item2;
            return $"[Tier(Tier.{tier}), Prompt(\"{row.Item3.Replace("\n", "\\n")}\")]\npublic partial System.Threading.Tasks.ValueTask<{returns}> T{index}({string.Join(", ", names)});";
        });
        var source = $"using Switchyard; enum Kind {{ One, Other }} enum YesNo {{ Yes, No }} partial class Desk(Router router) {{ {string.Join("\n", methods)} }}";
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(source));
        Assert.All(diagnostics, diagnostic => Assert.Contains(diagnostic.Id, new[] { RuleIds.TooCheap, RuleIds.TooDear }));
        return [.. diagnostics
            .Select(diagnostic => int.Parse(System.Text.RegularExpressions.Regex.Match(diagnostic.GetMessage(), @"Desk\.T(\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
            .Select(index => (rows[index].Item1, rows[index].Item3))];
    }
}
